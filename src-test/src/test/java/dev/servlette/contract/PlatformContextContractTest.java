package dev.servlette.contract;

import dev.servlette.concurrency.Workers;

/** The same on platform threads, where the JDK has virtual ones too. */
class PlatformContextContractTest extends ContextContractTest {
    @Override
    Workers.Options options() {
        return super.options().usesVirtualThreads(false);
    }
}
