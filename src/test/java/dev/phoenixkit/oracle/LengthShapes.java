package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** V114 connections whose keys end at the limit of 255 characters, most of them outside the basic plane. */
final class LengthShapes {
    private static final int AROUND_NAME = "integration:x:".length();

    private final RandomTexts texts;
    private final RandomUuids uuids;
    private final Connections connections;
    private final SeededRandom dice;

    LengthShapes(SeededRandom dice, Connections connections) {
        this.dice = dice;
        this.connections = connections;
        texts = new RandomTexts(dice);
        uuids = new RandomUuids(dice);
    }

    List<Shape> all() {
        return List.of(
                () -> plain(254, RowKind.EMOJI_KEY_254),
                () -> plain(255, RowKind.EMOJI_KEY_255),
                () -> plain(256, RowKind.EMOJI_KEY_256),
                () -> suffixed(255, dice.oneOf(8, 12, 36), RowKind.SUFFIXED_KEY_255),
                () -> suffixed(256, dice.oneOf(8, 12, 36), RowKind.SUFFIXED_KEY_256));
    }

    private List<RandomRow> plain(int keyLength, RowKind kind) {
        String name = texts.emoji(keyLength - AROUND_NAME);
        return List.of(connections.of(uuids.any(), "x", name).is(kind).done());
    }

    /** The later of two has to take the suffix of this length, shorter ones being held, and its key gets this long. */
    private List<RandomRow> suffixed(int keyLength, int suffix, RowKind kind) {
        String name = texts.emoji(keyLength - suffix - 1 - AROUND_NAME);
        UUID loser = uuids.any();
        List<Draft> drafts = new ArrayList<>();
        drafts.add(connections.of(uuids.any(), "x", name).added(dice.earlyDate()));
        drafts.add(connections.of(loser, "x", name).added(dice.lateDate()).is(kind));
        for (int shorter : List.of(8, 12)) {
            if (shorter < suffix) {
                drafts.add(connections.straggler(uuids.any(), "x", CollisionShapes.suffixed(name, loser, shorter)));
            }
        }
        return Connections.done(drafts);
    }
}
