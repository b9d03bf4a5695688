package dev.servlette.contract;

/** The same routes below a context path. */
class RootPathRoutingContractTest extends RoutingContractTest {
    @Override
    Host.Setup setup() {
        return new Host.Setup("/app", true);
    }
}
