package dev.servlette.websockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.WebSocketDenied;
import dev.servlette.testclient.WebSocketTestSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandingTest {
    private final Map<String, WebSocketHandler> stages = new LinkedHashMap<>();
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private CompletableFuture<?> waiting = CompletableFuture.completedFuture(null); // for a decision that nobody wants

    /** What is called, and what it gives. */
    private interface Call {
        Object on(WebSocket socket) throws Exception;
    }

    private static Call done(WebSocketHandler call) {
        return socket -> {
            call.handle(socket);
            return "done";
        };
    }

    StandingTest() {
        stages.put("asked", socket -> {});
        stages.put("accepting", WebSocket::accept);
        stages.put("open", WebSocket::accept);
        stages.put("closed", StandingTest::close);
        stages.put("left", StandingTest::awaitClosed);
        stages.put("denied", socket -> socket.deny(new PlainTextResponse("no", 403)));
        stages.put("missed", StandingTest::awaitAnswer);

        calls.put("isAccepted", WebSocket::isAccepted);
        calls.put("isOpen", WebSocket::isOpen);
        calls.put("accept", done(WebSocket::accept));
        calls.put("deny", done(socket -> socket.deny(new PlainTextResponse("no", 403))));
        calls.put("close", done(WebSocket::close));
        calls.put("close twice", done(StandingTest::closeTwice));
        calls.put("send", done(socket -> socket.sendText("b")));
        calls.put("receive", WebSocket::receiveText);
        calls.put("hasNext", socket -> socket.texts().iterator().hasNext());
        calls.put("listen", StandingTest::told);
        calls.put("join", StandingTest::inside);
    }

    private static void close(WebSocket socket) {
        socket.accept();
        socket.close(4001);
    }

    private static void awaitClosed(WebSocket socket) {
        socket.accept();
        while (socket.isOpen()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitAnswer(WebSocket socket) throws InterruptedException {
        socket.request().state().get(CountDownLatch.class).await();
    }

    private static void closeTwice(WebSocket socket) {
        socket.close();
        socket.close();
    }

    private static Object told(WebSocket socket) throws Exception {
        CompletableFuture<Object> told = new CompletableFuture<>();
        socket.listen(new WebSocketListener() {
            @Override
            public void onText(String text) {
                told.complete("told " + text);
            }

            @Override
            public void onBytes(byte[] bytes) {
                told.complete(bytes);
            }

            @Override
            public void onDisconnect(int code) {
                told.complete("told " + code);
            }
        });
        return told.get(10, TimeUnit.SECONDS);
    }

    private static Object inside(WebSocket socket) {
        Rooms rooms = new Rooms();
        rooms.join("a", socket);
        return rooms.size("a");
    }

    private static String outcome(Call call, WebSocket socket) {
        try {
            return String.valueOf(call.on(socket));
        } catch (WebSocketDisconnect e) {
            return "end " + e.code();
        } catch (IllegalStateException e) {
            return "mistake";
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Makes a call on a new socket at a stage. */
    private String outcome(String stage, String call) throws Exception {
        CompletableFuture<WebSocket> asked = new CompletableFuture<>();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        WebSocketRoute route = WebSocketRoute.of("/", socket -> {
                    asked.complete(socket);
                    stages.get(stage).handle(socket);
                    outcome.complete(outcome(calls.get(call), socket)); // unless it was made before
                })
                .middleware((request, next) -> switch (stage) {
                    case "accepting" ->
                        next.handle(request).always(response -> {
                            outcome.complete(outcome(calls.get(call), asked.join()));
                            return response;
                        });
                    case "missed" -> instead(request, next, asked);
                    default -> next.handle(request);
                });
        try (TestClient client = new TestClient(route).raisesServerExceptions(false)) {
            talk(client, stage);
            waiting.get(10, TimeUnit.SECONDS);
            return outcome.get(10, TimeUnit.SECONDS);
        }
    }

    /** Has the handler begin, and answers by itself. */
    private Response instead(Request request, Next next, CompletableFuture<WebSocket> asked) {
        CountDownLatch answered = new CountDownLatch(1);
        request.state().set(CountDownLatch.class, answered);
        request.onComplete(end -> answered.countDown());
        Reply reply = next.handle(request);
        waiting = CompletableFuture.runAsync(() -> assertThrows(CancellationException.class, reply::await));
        asked.join();
        return new PlainTextResponse("instead", 503);
    }

    private static void talk(TestClient client, String stage) {
        try {
            WebSocketTestSession session = client.webSocket("/");
            if (stage.equals("left")) {
                session.close(4001);
            } else {
                session.sendText("a");
            }
        } catch (WebSocketDenied e) {
            assertTrue(Set.of("asked", "denied", "missed").contains(stage), stage);
        }
    }

    /** WS1, WS3, WS6, WS8: "end" is a {@link WebSocketDisconnect} with that code, "mistake" an exception that names the call. */
    @Test
    void whatACallDoesDependsOnWhereTheSocketStands() throws Exception {
        StringBuilder table = new StringBuilder(line("", stages.keySet()));
        for (String call : calls.keySet()) {
            List<String> outcomes = new ArrayList<>();
            for (String stage : stages.keySet()) {
                outcomes.add(outcome(stage, call));
            }
            table.append(line(call, outcomes));
        }
        assertEquals("""
                            asked     accepting open      closed    left      denied    missed
                isAccepted  false     false     true      true      true      false     false
                isOpen      false     false     true      false     false     false     false
                accept      done      mistake   mistake   mistake   mistake   mistake   end 1006
                deny        done      mistake   mistake   mistake   mistake   mistake   done
                close       done      mistake   done      mistake   done      mistake   done
                close twice mistake   mistake   mistake   mistake   mistake   mistake   mistake
                send        mistake   mistake   done      end 4001  end 4001  mistake   end 1006
                receive     mistake   mistake   a         end 4001  end 4001  mistake   end 1006
                hasNext     mistake   mistake   true      false     false     mistake   false
                listen      mistake   mistake   told a    told 4001 told 4001 mistake   told 1006
                join        mistake   mistake   1         0         0         mistake   0
                """, table.toString());
    }

    private static String line(String call, Collection<String> outcomes) {
        StringBuilder line = new StringBuilder(String.format("%-12s", call));
        outcomes.forEach(outcome -> line.append(String.format("%-10s", outcome)));
        return line.toString().stripTrailing() + "\n";
    }
}
