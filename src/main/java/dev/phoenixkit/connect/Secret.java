package dev.phoenixkit.connect;

import java.util.Objects;

/** A text that must never be shown: it prints as {@code ***}, and only {@link #reveal()} gives it away. */
public final class Secret {
    private final String text;

    /** A secret with this text. */
    public Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** The text itself, for the driver alone. */
    public String reveal() {
        return text;
    }

    boolean isIn(String other) {
        return other != null && !text.isEmpty() && other.contains(text);
    }

    /** Whether there is something around it that rarely belongs to it: quotation marks, spaces, a line's end. */
    boolean isWrapped() {
        return !text.isEmpty() && (!text.equals(text.strip()) || text.matches("(?s)[\"'].*|.*[\"']"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
