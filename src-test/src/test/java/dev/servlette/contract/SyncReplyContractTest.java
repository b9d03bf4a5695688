package dev.servlette.contract;

/** Behind a filter that lacks {@code async-supported}, a thread waits, and the answers are the same. */
class SyncReplyContractTest extends ReplyContractTest {
    @Override
    Host.Setup setup() {
        return new Host.Setup("", false);
    }
}
