package dev.servlette.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** What the modifiers of a declaration say: whether other packages can see it, whether it overrides another. */
final class Modifiers {
    private Modifiers() {}

    /** True of a member that is public or protected itself, given that its type can be seen. */
    static boolean isOpen(TreePath member, ModifiersTree modifiers) {
        Set<Modifier> flags = modifiers.getFlags();
        if (flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED)) {
            return true;
        }
        return isInInterface(member) && !flags.contains(Modifier.PRIVATE);
    }

    /** True of a method whose name, parameters and meaning stand elsewhere. */
    static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    private static boolean isInInterface(TreePath member) {
        Tree parent = member.getParentPath().getLeaf();
        return parent instanceof ClassTree type
                && (type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE);
    }
}
