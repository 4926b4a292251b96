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
