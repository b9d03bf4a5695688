package dev.servlette.architecture;

import static dev.servlette.architecture.Compiled.FIXTURE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ClassRulesTest {
    private static final Map<String, Integer> LARGER =
            Map.of("dev.servlette.middleware", 20, "dev.servlette.responses", 13);

    @Test
    void packagesAreNamedAfterAConcept() {
        assertKept(ClassRules::vaguePackages);
    }

    @Test
    void aVaguePackageIsSeen() {
        assertEquals(Set.of(FIXTURE + ".names.util"), ClassRules.vaguePackages(Compiled.fixture("names")));
    }

    @Test
    void typesAreNamedAfterWhatTellsThemApart() {
        assertKept(ClassRules::vagueNames);
    }

    @Test
    void aVagueNameIsSeen() {
        String names = FIXTURE + ".names.";
        Set<String> expected =
                Set.of(names + "AbstractThing", names + "AbstractThing$Default", names + "util.ThingImpl");
        assertEquals(expected, ClassRules.vagueNames(Compiled.fixture("names")));
    }

    @Test
    void aPackageHasAtMostTwelvePublicTypes() {
        assertKept(classes -> ClassRules.crowdedPackages(classes, 12, LARGER));
    }

    /** The fixture's package has two public types, a public type inside one of them, and one that is not public. */
    @Test
    void aCrowdedPackageIsSeen() {
        String crowd = FIXTURE + ".crowd";
        JavaClasses classes = Compiled.fixture("crowd");
        assertEquals(Set.of(crowd + " has 2"), ClassRules.crowdedPackages(classes, 1, Map.of()));
        assertEquals(Set.of(), ClassRules.crowdedPackages(classes, 1, Map.of(crowd, 2)));
    }

    @Test
    void noStateIsShared() {
        assertKept(ClassRules::sharedState);
    }

    @Test
    void sharedStateIsSeen() {
        String state = FIXTURE + ".state.SharedState.";
        Set<String> expected = Set.of(state + "changed", state + "counted", state + "kept", state + "ofThread");
        assertEquals(expected, ClassRules.sharedState(Compiled.fixture("state")));
    }

    private static void assertKept(Function<JavaClasses, Set<String>> rule) {
        assertEquals(Set.of(), rule.apply(Compiled.toolkit()));
        assertEquals(Set.of(), rule.apply(Compiled.launcher()));
    }
}
