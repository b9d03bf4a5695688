package dev.servlette.contract;

/** Behind a filter that lacks {@code async-supported}, the host's thread waits, and each context is the same. */
class SyncContextContractTest extends ContextContractTest {
    @Override
    Host.Setup setup() {
        return new Host.Setup("", false);
    }
}
