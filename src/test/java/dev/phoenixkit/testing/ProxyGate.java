package dev.phoenixkit.testing;

import java.util.Arrays;

/** A point in what a client sends through a {@link TcpProxy} at which a test holds it, and decides how it goes on. */
public final class ProxyGate {

    /** How it goes on. */
    enum Decision {
        NONE,
        /** The packet goes to the server, and all is as if nothing had been. */
        LET_PASS,
        /** The packet never arrives. */
        CUT,
        /** The packet arrives, and what the server answers does not reach the client. */
        CUT_ANSWER
    }

    private final String text;
    private byte[] tail = {};
    private boolean reached;
    private boolean answered;
    private Decision decision = Decision.NONE;

    ProxyGate(String text) {
        this.text = text;
    }

    /** Returns once a packet is held here. */
    public void awaitReached() {
        Eventually.check("a client sends " + text, this::isReached);
    }

    /** Hands the packet on. */
    public void letPass() {
        decide(Decision.LET_PASS);
    }

    /** Cuts the line; the packet never arrives. */
    public void cut() {
        decide(Decision.CUT);
    }

    /** Hands the packet on, keeps the server's answer from the client, and cuts the line once there is an answer. */
    public void letPassAndCutAnswer() {
        decide(Decision.CUT_ANSWER);
        Eventually.check("the server answers " + text, this::isAnswered);
    }

    /** Whether this packet completes the text; the first that does is held. */
    synchronized boolean stops(byte[] packet) {
        if (reached) {
            return false;
        }
        byte[] joined = Arrays.copyOf(tail, tail.length + packet.length);
        System.arraycopy(packet, 0, joined, tail.length, packet.length);
        reached = TcpProxy.contains(joined, text);
        tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - text.length() * 4), joined.length);
        return reached;
    }

    synchronized Decision decision() {
        return decision;
    }

    /** Whether the server's answers are kept from the client. */
    synchronized boolean swallowsAnswers() {
        return decision == Decision.CUT_ANSWER;
    }

    synchronized void answerSwallowed() {
        answered = true;
    }

    private synchronized boolean isReached() {
        return reached;
    }

    private synchronized boolean isAnswered() {
        return answered;
    }

    private synchronized void decide(Decision newDecision) {
        decision = newDecision;
    }
}
