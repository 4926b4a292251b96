package dev.phoenixkit.testing;

import static dev.phoenixkit.testing.Waiting.await;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A point in what a client sends through a {@link TcpProxy} at which a test holds it, and decides how it goes on. */
public final class ProxyGate {

    /** How it goes on. */
    enum Decision {
        /** The packet goes to the server, and all is as if nothing had been. */
        LET_PASS,
        /** The packet never arrives. */
        CUT,
        /** The packet arrives, and what the server answers does not reach the client. */
        CUT_ANSWER
    }

    private final String text;
    private final CompletableFuture<Void> reached = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();
    private byte[] otherAnswer = {};
    private String tail = "";

    ProxyGate(String text) {
        this.text = text;
    }

    /** Returns once a packet is held here. */
    public void awaitReached() {
        await("a client sends " + text).until(reached::isDone);
    }

    /** Hands the packet on. */
    public void letPass() {
        decision.complete(Decision.LET_PASS);
    }

    /** Cuts the line; the packet never arrives. */
    public void cut() {
        decision.complete(Decision.CUT);
    }

    /** Hands the packet on, keeps the server's answer from the client, and cuts the line once there is an answer. */
    public void letPassAndCutAnswer() {
        decision.complete(Decision.CUT_ANSWER);
        await("the server answers " + text).until(answered::isDone);
    }

    /** Hands the packet on, gives the client this answer in place of the server's, and cuts the line. */
    public void letPassAndAnswer(byte[] answer) {
        otherAnswer = answer;
        letPassAndCutAnswer();
    }

    /** What the client gets in place of the server's answer. */
    byte[] otherAnswer() {
        return otherAnswer;
    }

    /** Whether this packet completes the text; the first that does is held. */
    synchronized boolean stops(byte[] packet) {
        String sought = TcpProxy.bytes(text.getBytes(StandardCharsets.UTF_8));
        String joined = tail + TcpProxy.bytes(packet);
        tail = joined.substring(Math.max(0, joined.length() - sought.length()));
        return joined.contains(sought) && reached.complete(null);
    }

    /** How it goes on, or null while nobody has decided. */
    Decision decision() {
        return decision.getNow(null);
    }

    /** The server has answered a packet, and the client does not get to know. */
    void answerSwallowed() {
        answered.complete(null);
    }
}
