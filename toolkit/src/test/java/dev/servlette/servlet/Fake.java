package dev.servlette.servlet;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of the servlet API that does what a test tells it, notes its calls, and refuses what nobody told it. */
final class Fake implements InvocationHandler {
    interface Answer {
        @Nullable
        Object to(Object[] arguments) throws Throwable;
    }

    final List<String> calls = new ArrayList<>();
    private final Map<String, Answer> answers = new HashMap<>();

    /** Answers a method by a value. */
    Fake value(String method, @Nullable Object value) {
        return on(method, arguments -> value);
    }

    /** Answers a method by code. */
    Fake on(String method, Answer answer) {
        answers.put(method, answer);
        return this;
    }

    /** Notes the calls of these methods. */
    Fake noted(String... methods) {
        for (String method : methods) {
            on(method, arguments -> note(method, arguments));
        }
        return this;
    }

    @Nullable
    Object note(String method, Object... arguments) {
        calls.add(method + Arrays.asList(arguments));
        return null;
    }

    <T> T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(Fake.class.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Answer answer = answers.get(method.getName());
        if (answer == null) {
            throw new AssertionError("Servlette must not call " + method);
        }
        return answer.to(arguments == null ? new Object[0] : arguments);
    }
}
