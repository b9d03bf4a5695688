package dev.servlette.contract;

/** The same cases below a context path, where the chain before the app does not support asynchronous processing. */
class SyncWebSocketContractTest extends WebSocketContractTest {
    @Override
    Host.Setup setup() {
        return new Host.Setup("/app", false);
    }
}
