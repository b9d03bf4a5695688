package dev.servlette.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;

/**
 * What a user of a source file finds written about it: a comment on each public and protected type, constructor, method and
 * field, and a {@code @param} for each component of a record. The compiler's own check of this cannot do without the other tags.
 */
final class Documentation extends TreePathScanner<Void, List<String>> {
    private final Source source;

    private Documentation(Source source) {
        this.source = source;
    }

    /** Each open declaration without a comment, or with one that begins with "Gets". */
    static List<String> violations(Source source) {
        List<String> found = new ArrayList<>();
        new Documentation(source).scan(source.unit(), found);
        return found;
    }

    /** Each package without a {@code package-info.java} that says what it is and marks it {@code @NullMarked}. */
    static Set<String> barePackages(List<Source> sources) {
        Set<String> packages = new TreeSet<>();
        Set<String> good = new TreeSet<>();
        for (Source source : sources) {
            PackageTree tree = source.unit().getPackage();
            if (tree != null) {
                packages.add(tree.getPackageName().toString());
                if (isSaidAndMarked(source, tree)) {
                    good.add(tree.getPackageName().toString());
                }
            }
        }
        packages.removeAll(good);
        return packages;
    }

    private static boolean isSaidAndMarked(Source source, PackageTree tree) {
        String comment = source.trees().getDocComment(TreePath.getPath(source.unit(), tree));
        boolean isMarked = tree.getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("NullMarked"));
        return isMarked && comment != null;
    }

    @Override
    public Void visitClass(ClassTree tree, List<String> found) {
        if (!Modifiers.isOpen(getCurrentPath(), tree.getModifiers())) {
            return null;
        }
        check(tree, tree.getSimpleName(), found);
        if (tree.getKind() == Tree.Kind.RECORD) {
            checkComponents(tree, found);
        }
        if (tree.getKind() == Tree.Kind.CLASS && !hasConstructor(tree)) {
            found.add(source.said(tree, tree.getSimpleName()) + " has a public constructor that is not written");
        }
        return super.visitClass(tree, found);
    }

    @Override
    public Void visitMethod(MethodTree tree, List<String> found) {
        if (Modifiers.isOpen(getCurrentPath(), tree.getModifiers()) && !isSaidElsewhere(tree)) {
            check(tree, tree.getName(), found);
        }
        return null;
    }

    @Override
    public Void visitVariable(VariableTree tree, List<String> found) {
        boolean isField = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
        if (isField && Modifiers.isOpen(getCurrentPath(), tree.getModifiers())) {
            check(tree, tree.getName(), found);
        }
        return null;
    }

    private void check(Tree tree, CharSequence name, List<String> found) {
        String comment = comment();
        if (comment.isEmpty()) {
            found.add(source.said(tree, name) + " has no comment");
        } else if (comment.startsWith("Gets ")) {
            found.add(source.said(tree, name) + " begins with \"Gets\"");
        }
    }

    private void checkComponents(ClassTree tree, List<String> found) {
        String comment = comment();
        for (String component : names(components(tree))) {
            if (!comment.contains("@param " + component + " ")) {
                found.add(source.said(tree, tree.getSimpleName()) + " has no @param " + component);
            }
        }
    }

    private String comment() {
        String comment = source.trees().getDocComment(getCurrentPath());
        return comment == null ? "" : comment.strip();
    }

    private static boolean hasConstructor(ClassTree tree) {
        return tree.getMembers().stream()
                .anyMatch(member -> member instanceof MethodTree method && method.getReturnType() == null);
    }

    /** An overriding method has the comment of what it overrides, and a record's canonical constructor has the record's. */
    private boolean isSaidElsewhere(MethodTree tree) {
        return Modifiers.overrides(tree) || isCanonicalConstructor(tree);
    }

    private boolean isCanonicalConstructor(MethodTree tree) {
        ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
        return tree.getReturnType() == null
                && type.getKind() == Tree.Kind.RECORD
                && names(tree.getParameters()).equals(names(components(type)));
    }

    private static List<VariableTree> components(ClassTree type) {
        return type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .toList();
    }

    private static List<String> names(List<? extends VariableTree> variables) {
        return variables.stream().map(variable -> variable.getName().toString()).toList();
    }
}
