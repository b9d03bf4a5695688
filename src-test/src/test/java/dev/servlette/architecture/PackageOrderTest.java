package dev.servlette.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PackageOrderTest {
    private static final PackageOrder TOOLKIT = new PackageOrder("dev.servlette");
    private static final PackageOrder FIXTURE = new PackageOrder(Compiled.FIXTURE + ".order");

    /** A toolkit that was not found would keep every rule. */
    @Test
    void theClassesOfTheToolkitAreSeen() {
        int seen = Compiled.toolkit().size();
        assertTrue(seen > 100, seen + " classes");
    }

    @Test
    void eachPackageHasARow() {
        assertEquals(Set.of(), TOOLKIT.unknown(Compiled.toolkit()));
    }

    @Test
    void packagesUseOnlyLowerRows() {
        assertEquals(Set.of(), TOOLKIT.violations(Compiled.toolkit()));
    }

    @Test
    void aPackageWithoutARowIsSeen() {
        assertEquals(Set.of("odds"), FIXTURE.unknown(Compiled.fixture("order")));
    }

    /** A cycle between rows, two packages of one row, a parent that uses its adapter, and an adapter that uses another. */
    @Test
    void eachUseOfAHigherOrEqualRowIsSeen() {
        Set<String> expected = Set.of(
                "exceptions.Fault (row 2) uses json.Text (row 2)",
                "json.Text (row 2) uses json.jackson.Mapper (row 2)",
                "json.jackson.Mapper (row 2) uses json.other.Other (row 2)",
                "requests.Asked (row 3) uses responses.Answered (row 4)");
        assertEquals(expected, FIXTURE.violations(Compiled.fixture("order")));
    }
}
