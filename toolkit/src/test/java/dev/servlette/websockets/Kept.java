package dev.servlette.websockets;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what of messages is kept by an object of sockets, and by those that it keeps. */
final class Kept {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> left = new ArrayDeque<>();
    private long size;

    private Kept() {}

    /** The bytes of all arrays and the chars of all texts, with the room for more that they have. */
    static long by(Object root) throws IllegalAccessException {
        Kept kept = new Kept();
        kept.meet(root);
        while (!kept.left.isEmpty()) {
            kept.visit(kept.left.remove());
        }
        return kept.size;
    }

    private void meet(@Nullable Object object) {
        if (object != null && seen.add(object)) {
            left.add(object);
        }
    }

    private void visit(Object object) throws IllegalAccessException {
        if (object instanceof byte[] bytes) {
            size += bytes.length;
        } else if (object instanceof StringBuilder text) {
            size += text.capacity();
        } else if (object instanceof String text) {
            size += text.length();
        } else if (object instanceof Collection<?> all) {
            all.forEach(this::meet);
        } else if (object.getClass().getPackage() == Kept.class.getPackage()) {
            visitFields(object);
        }
    }

    private void visitFields(Object object) throws IllegalAccessException {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                meet(field.get(object));
            }
        }
    }
}
