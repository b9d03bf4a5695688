package dev.servlette.contract;

/** Behind a filter that lacks {@code async-supported}, publishers hold a thread, and the answers are the same. */
class SyncBodyContractTest extends BodyContractTest {
    @Override
    Host.Setup setup() {
        return new Host.Setup("", false);
    }
}
