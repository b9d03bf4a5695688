package dev.servlette.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** The rules that compiled classes show: names, the size of a package, no state that belongs to nobody. */
final class ClassRules {
    private static final Set<String> VAGUE_PACKAGES = Set.of("util", "common", "internal", "impl", "core", "support");
    private static final Pattern VAGUE_NAME = Pattern.compile("(Default|Abstract)(\\p{Lu}.*)?|.*Impl");

    private ClassRules() {}

    /** Packages that are named after no concept. */
    static Set<String> vaguePackages(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            for (String part : type.getPackageName().split("\\.")) {
                if (VAGUE_PACKAGES.contains(part)) {
                    found.add(type.getPackageName());
                }
            }
        }
        return found;
    }

    /** Types that are named after their place in a hierarchy instead of what tells them apart. */
    static Set<String> vagueNames(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            if (VAGUE_NAME.matcher(type.getSimpleName()).matches()) {
                found.add(type.getName());
            }
        }
        return found;
    }

    /** Packages with more public top-level types than {@code limit}, or than their own limit in {@code limits}. */
    static Set<String> crowdedPackages(JavaClasses classes, int limit, Map<String, Integer> limits) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC)) {
                counts.merge(type.getPackageName(), 1, Integer::sum);
            }
        }
        Set<String> found = new TreeSet<>();
        counts.forEach((name, count) -> {
            if (count > limits.getOrDefault(name, limit)) {
                found.add(name + " has " + count);
            }
        });
        return found;
    }

    /** Static fields that change or that hold what changes, and thread locals. */
    static Set<String> sharedState(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            for (JavaField field : type.getFields()) {
                if (isSharedState(field)) {
                    found.add(field.getFullName());
                }
            }
        }
        return found;
    }

    private static boolean isSharedState(JavaField field) {
        JavaClass type = field.getRawType();
        if (type.isAssignableTo(ThreadLocal.class)) {
            return true;
        }
        if (!field.getModifiers().contains(JavaModifier.STATIC)) {
            return false;
        }
        return !field.getModifiers().contains(JavaModifier.FINAL) || isMadeToChange(type);
    }

    /** True of a type that has no use but to change; a {@code List} or {@code Map} may well be an unmodifiable one. */
    private static boolean isMadeToChange(JavaClass type) {
        boolean isContainer = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
        String name = type.getName();
        return isContainer && !type.isInterface()
                || name.startsWith("java.util.concurrent.Concurrent")
                || name.startsWith("java.util.concurrent.atomic.") && !name.endsWith("FieldUpdater")
                || type.isAssignableTo(Executor.class);
    }
}
