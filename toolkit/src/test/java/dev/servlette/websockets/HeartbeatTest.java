package dev.servlette.websockets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.concurrency.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final ManualTime time = new ManualTime();
    private final List<String> events = new ArrayList<>();
    private final Heartbeat heartbeat =
            new Heartbeat(time, Duration.ofSeconds(30), this::ask, () -> events.add("dead"));
    private boolean canBeAsked = true;

    private void ask() {
        heartbeat.ask(() -> {
            events.add("ask");
            return canBeAsked;
        });
    }

    @Test
    void aClientThatAnswersIsAskedAgainAndAgain() {
        heartbeat.start();
        for (int i = 0; i < 3; i++) {
            time.next();
            heartbeat.heard();
        }
        assertEquals(List.of("ask", "ask", "ask"), events);
        assertEquals(List.of(Duration.ofSeconds(30)), time.delays());
    }

    @Test
    void aClientThatShowsNoSignOfLifeIsDead() {
        heartbeat.start();
        time.next();
        time.next();
        assertEquals(List.of("ask", "dead"), events);
        assertEquals(List.of(), time.delays());
    }

    /** What is on its way to it is watched by itself. */
    @Test
    void aClientThatIsNotAskedIsNotDead() {
        canBeAsked = false;
        heartbeat.start();
        for (int i = 0; i < 3; i++) {
            time.next();
        }
        canBeAsked = true;
        time.next();
        time.next();
        assertEquals(List.of("ask", "ask", "ask", "ask", "dead"), events);
    }

    /** It may have answered, behind messages that the app does not take. */
    @Test
    void aClientThatCannotBeHeardIsNotDead() {
        heartbeat.start();
        heartbeat.hold();
        for (int i = 0; i < 3; i++) {
            time.next();
        }
        assertEquals(List.of("ask", "ask", "ask"), events);
        heartbeat.heard();
        time.next();
        time.next();
        assertEquals(List.of("ask", "ask", "ask", "ask", "dead"), events);
    }

    @Test
    void nothingIsDoneAfterItWasStopped() {
        heartbeat.start();
        heartbeat.stop();
        assertEquals(List.of(), time.delays());
        heartbeat.start();
        assertEquals(List.of(), time.delays());
        assertEquals(List.of(), events);
    }
}
