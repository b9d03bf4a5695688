package dev.servlette.datastructures;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of named texts.
 *
 * @param <T> the record
 */
final class RecordBinding<T extends Record> {
    private final Class<T> type;
    private final String kind;
    private final boolean absentIsFalse;

    /** The kind says to the client what the names are: {@code query parameter}. */
    RecordBinding(Class<T> type, String kind) {
        this(type, kind, false);
    }

    private RecordBinding(Class<T> type, String kind, boolean absentIsFalse) {
        this.type = type;
        this.kind = kind;
        this.absentIsFalse = absentIsFalse;
    }

    /** The same where what is not there stands for {@code false}, as a box of a form does that is not checked. */
    RecordBinding<T> absentIsFalse() {
        return new RecordBinding<>(type, kind, true);
    }

    T bind(Function<String, List<String>> texts) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i], texts.apply(components[i].getName()));
        }
        return made(types, values);
    }

    private @Nullable Object value(RecordComponent component, List<String> texts) {
        if (component.getType() == List.class) {
            TextType elements = known(component, element(component));
            List<Object> values = new ArrayList<>(texts.size());
            texts.forEach(text -> values.add(read(component, elements, text)));
            return Collections.unmodifiableList(values);
        }
        TextType known = known(component, component.getType());
        if (!texts.isEmpty()) {
            return read(component, known, texts.get(texts.size() - 1));
        }
        if (component.getType() == boolean.class && absentIsFalse) {
            return false;
        }
        if (component.getType().isPrimitive()) {
            throw new InvalidValueException("The " + kind + " \"" + component.getName() + "\" is missing.");
        }
        return null;
    }

    private static Class<?> element(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> element) {
            return element;
        }
        return List.class; // List<?>, List<List<X>>: refused like any type that is not known
    }

    private TextType known(RecordComponent component, Class<?> wanted) {
        TextType known = TextType.of(wanted);
        if (known == null) {
            throw new IllegalArgumentException("Record " + type.getSimpleName() + " has the component \""
                    + component.getName() + "\" of type "
                    + component.getGenericType().getTypeName()
                    + ". It takes texts, numbers, booleans, enums, UUID, java.time types and lists of those; use one of"
                    + " them.");
        }
        return known;
    }

    private Object read(RecordComponent component, TextType known, String text) {
        Object value = known.read(text);
        if (value == null) {
            throw new InvalidValueException(
                    "The " + kind + " \"" + component.getName() + "\" must be " + known.expected() + ".");
        }
        return value;
    }

    private T made(Class<?>[] types, @Nullable Object[] values) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true); // a record beside its handler is seldom public
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw thrown(e.getCause());
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "Record " + type.getSimpleName()
                            + " cannot be made: its constructor is not accessible. Open its package: opens "
                            + type.getPackageName() + " to dev.servlette;",
                    e);
        }
    }

    /** What a record's constructor threw; it can declare no checked exception (JLS 8.10.4), but a trick may throw one. */
    private static RuntimeException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new UndeclaredThrowableException(cause);
    }
}
