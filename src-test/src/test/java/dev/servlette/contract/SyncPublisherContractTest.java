package dev.servlette.contract;

/** The same where the chain before the app does not support asynchronous processing. */
class SyncPublisherContractTest extends PublisherContractTest {
    @Override
    Host.Setup setup() {
        return new Host.Setup("", false);
    }
}
