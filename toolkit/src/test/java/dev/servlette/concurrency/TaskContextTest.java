package dev.servlette.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TaskContextTest {
    private final List<String> log = new ArrayList<>();

    /** What is logged while two parts run, after each other, under this decorator. */
    private List<String> logged(UnaryOperator<Runnable> decorator) {
        try (LoggedLines logged = new LoggedLines()) {
            TaskContext context = TaskContext.of(decorator);
            context.run(() -> log.add("one"));
            context.run(() -> log.add("two"));
            return logged.lines();
        }
    }

    private Runnable around(Runnable task) {
        log.add("kept");
        return () -> {
            log.add("[");
            task.run();
            log.add("]");
        };
    }

    @Test
    void decoratorKeepsOnceAndStandsAroundEachPart() {
        assertEquals(List.of(), logged(this::around));
        assertEquals(List.of("kept", "[", "one", "]", "[", "two", "]"), log);
    }

    @Test
    void withoutADecoratorThePartsRunBare() {
        assertEquals(List.of(), logged(null));
        assertEquals(List.of("one", "two"), log);
    }

    @Test
    void partWithinAPartIsDecoratedAlready() {
        TaskContext context = TaskContext.of(this::around);
        context.run(() -> context.run(() -> log.add("inner")));
        assertEquals(List.of("kept", "[", "inner", "]"), log);
    }

    /** Threads: "A decorator that fails is logged, and the work goes on without it." */
    @Test
    void decoratorThatFailsIsLoggedAndThePartsRun() {
        assertEquals(
                List.of("SEVERE The decorator of the workers failed. Its task runs without it."
                        + " java.lang.IllegalStateException: no context"),
                logged(task -> {
                    throw new IllegalStateException("no context");
                }));
        assertEquals(List.of("one", "two"), log);
    }

    @Test
    void decoratorThatReturnsNothingIsLoggedAndThePartsRun() {
        assertEquals(
                List.of("SEVERE The decorator of the workers failed. Its task runs without it."
                        + " java.lang.NullPointerException: It returned null. It must return a task that runs the one it"
                        + " was given."),
                logged(task -> null));
        assertEquals(List.of("one", "two"), log);
    }

    @Test
    void whatFailsBeforeThePartIsLoggedAndThePartRuns() {
        String line =
                "SEVERE What the decorator of the workers put around its task failed. java.lang.AssertionError: begin";
        assertEquals(List.of(line, line), logged(task -> () -> {
            throw new AssertionError("begin");
        }));
        assertEquals(List.of("one", "two"), log);
    }

    @Test
    void whatFailsAfterThePartIsLogged() {
        String line =
                "SEVERE What the decorator of the workers put around its task failed. java.lang.AssertionError: end";
        assertEquals(List.of(line, line), logged(task -> () -> {
            task.run();
            throw new AssertionError("end");
        }));
        assertEquals(List.of("one", "two"), log);
    }

    @Test
    void forgottenPartIsLoggedAndRuns() {
        String line =
                "SEVERE The decorator of the workers did not run its task, which runs without it. What a decorator"
                        + " returns must run the task that it was given.";
        assertEquals(List.of(line, line), logged(task -> () -> {}));
        assertEquals(List.of("one", "two"), log);
    }

    @Test
    void partRunsOnceThoughTheDecoratorRunsItTwice() {
        assertEquals(List.of(), logged(task -> () -> {
            task.run();
            task.run();
        }));
        assertEquals(List.of("one", "two"), log);
    }

    @Test
    void taskThatIsRunByTheDecoratorItselfIsNothing() {
        assertEquals(List.of(), logged(task -> {
            task.run();
            return task;
        }));
        assertEquals(List.of("one", "two"), log);
    }

    /** What a part throws is not the decorator's, and the context can be used again. */
    @Test
    void failureOfAPartComesOut() {
        IllegalStateException failure = new IllegalStateException("part");
        try (LoggedLines logged = new LoggedLines()) {
            TaskContext context = TaskContext.of(task -> task);
            Runnable failing = () -> {
                throw failure;
            };
            assertSame(failure, assertThrows(IllegalStateException.class, () -> context.run(failing)));
            context.run(() -> log.add("next"));
            assertEquals(List.of(), logged.lines());
        }
        assertEquals(List.of("next"), log);
    }

    @Test
    void errorOfTheVirtualMachineComesOut() {
        OutOfMemoryError error = new OutOfMemoryError("test");
        UnaryOperator<Runnable> failing = task -> {
            throw error;
        };
        assertSame(error, assertThrows(OutOfMemoryError.class, () -> TaskContext.of(failing)));
        TaskContext context = TaskContext.of(task -> () -> failing.apply(task));
        assertSame(error, assertThrows(OutOfMemoryError.class, () -> context.run(() -> log.add("part"))));
        assertEquals(List.of(), log);
    }
}
