package dev.servlette.contract;

/** Events where the host cannot let go of its thread. */
class SyncEventContractTest extends EventContractTest {
    @Override
    Host.Setup setup() {
        return new Host.Setup("", false);
    }
}
