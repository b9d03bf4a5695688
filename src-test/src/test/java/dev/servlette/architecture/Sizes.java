package dev.servlette.architecture;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;

/**
 * How large the parts of a source file may be.
 *
 * @param file lines of a file
 * @param method lines of a method, from its first modifier to its last brace
 * @param lambda lines between the braces of a lambda: a longer one is a named method, so that stack traces say its name
 * @param parameters parameters of a public or protected method or constructor; a record has as many as it has components, and
 *     an overriding method as many as what it overrides
 */
record Sizes(long file, long method, long lambda, int parameters) {

    /** Each part of the source that is too large. */
    List<String> violations(Source source) {
        List<String> found = new ArrayList<>();
        if (source.lines() > file) {
            found.add(source.name() + " has " + source.lines() + " lines");
        }
        new Scanner(source).scan(source.unit(), found);
        return found;
    }

    /** How many public methods a type declares; -1 if the source has no such type. */
    static int publicMethods(Source source, String type) {
        int[] count = {-1};
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree tree, Void unused) {
                if (tree.getSimpleName().contentEquals(type)) {
                    count[0] = 0;
                    return super.visitClass(tree, unused);
                }
                return null;
            }

            @Override
            public Void visitMethod(MethodTree tree, Void unused) {
                if (!isConstructor(tree) && Modifiers.isOpen(getCurrentPath(), tree.getModifiers())) {
                    count[0]++;
                }
                return null;
            }
        }.scan(source.unit(), null);
        return count[0];
    }

    private static boolean isConstructor(MethodTree tree) {
        return tree.getReturnType() == null;
    }

    private final class Scanner extends TreePathScanner<Void, List<String>> {
        private final Source source;

        Scanner(Source source) {
            this.source = source;
        }

        @Override
        public Void visitMethod(MethodTree tree, List<String> found) {
            if (source.lines(tree) > method) {
                found.add(source.said(tree, tree.getName()) + " has " + source.lines(tree) + " lines");
            }
            int count = tree.getParameters().size();
            if (count > parameters && isOpen(tree) && !isGiven(tree)) {
                found.add(source.said(tree, tree.getName()) + " has " + count + " parameters");
            }
            return super.visitMethod(tree, found);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree tree, List<String> found) {
            if (tree.getBody() instanceof BlockTree body && source.lines(body) - 2 > lambda) {
                found.add(source.said(tree, "lambda") + " has " + (source.lines(body) - 2) + " lines");
            }
            return super.visitLambdaExpression(tree, found);
        }

        private boolean isOpen(MethodTree tree) {
            return Modifiers.isOpen(getCurrentPath(), tree.getModifiers());
        }

        private boolean isGiven(MethodTree tree) {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            return Modifiers.overrides(tree) || isConstructor(tree) && parent.getKind() == Tree.Kind.RECORD;
        }
    }
}
