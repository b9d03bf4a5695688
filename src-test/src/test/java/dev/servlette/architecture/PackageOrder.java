package dev.servlette.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The order of the toolkit's packages: a package uses itself and the rows with a lower number, so no two packages can need
 * each other.
 *
 * <p>A sub-package adapts something: it stands in its parent's row and may use its parent and that whole row. Nothing of that
 * row uses the sub-package.
 *
 * @param root the package that holds the packages of the table
 */
record PackageOrder(String root) {
    /** The table of the design; a package's place in this list is the number of its row. */
    private static final List<Set<String>> ROWS = List.of(
            Set.of("convertors", "config", "concurrency"),
            Set.of("datastructures", "background"),
            Set.of("exceptions", "json"),
            Set.of("requests"),
            Set.of("responses"),
            Set.of("events", "websockets"),
            Set.of("handlers"),
            Set.of("endpoints", "staticfiles", "templating", "authentication"),
            Set.of("middleware", "sessions"),
            Set.of("routing"),
            Set.of("applications", "schemas", "graphql"),
            Set.of("servlet", "testclient"));

    private static final int UNKNOWN = -1;

    /** Each package that has no row. */
    Set<String> unknown(JavaClasses classes) {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass type : classes) {
            String name = name(type);
            if (row(name) == UNKNOWN) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    /** Each use of a package by one that may not use it, with the two classes. */
    Set<String> violations(JavaClasses classes) {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(root + ".") && !allows(name(type), name(target))) {
                    violations.add(said(type) + " uses " + said(target));
                }
            }
        }
        return violations;
    }

    private static boolean allows(String from, String to) {
        if (from.equals(to) || row(to) < row(from)) {
            return true;
        }
        return isAdapter(from) && !isAdapter(to) && row(to) == row(from);
    }

    private static boolean isAdapter(String name) {
        return name.indexOf('.') >= 0;
    }

    private static int row(String name) {
        int dot = name.indexOf('.');
        String parent = dot < 0 ? name : name.substring(0, dot);
        for (int row = 0; row < ROWS.size(); row++) {
            if (ROWS.get(row).contains(parent)) {
                return row;
            }
        }
        return UNKNOWN;
    }

    private String said(JavaClass type) {
        return type.getName().substring(root.length() + 1) + " (row " + row(name(type)) + ")";
    }

    private String name(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(root + ".") ? name.substring(root.length() + 1) : name;
    }
}
