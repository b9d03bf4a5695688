package dev.servlette.contract;

/** The same paths below a context path, which no route sees. */
class RootPathContractTest extends PathContractTest {
    @Override
    Host.Setup setup() {
        return new Host.Setup("/app", true);
    }
}
