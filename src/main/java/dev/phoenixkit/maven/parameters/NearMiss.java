package dev.phoenixkit.maven.parameters;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what somebody has meant who spelled a name wrongly: its case, its dashes, or up to two letters. */
final class NearMiss {

    private static final int LETTERS = 2;
    private static final Pattern SEPARATORS = Pattern.compile("[-_.]");

    private final Map<String, String> known = new LinkedHashMap<>();

    /** @param names that can be meant, the first before the others */
    NearMiss(Collection<String> names) {
        names.forEach(name -> known.put(name, letters(name)));
    }

    /** The name that the given one, which is none of them, was meant to be. */
    Optional<String> of(String name) {
        // A build has hundreds of properties, and few that are like these.
        String letters = letters(name);
        for (int edits = 0; edits <= LETTERS; edits++) {
            for (Map.Entry<String, String> other : known.entrySet()) {
                if (isNear(letters, other.getValue(), edits)) {
                    return Optional.of(other.getKey());
                }
            }
        }
        return Optional.empty();
    }

    private static String letters(String name) {
        return SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** Whether so many letters, left out, added, replaced or swapped, make one of the other. */
    private static boolean isNear(String one, String other, int edits) {
        if (Math.abs(one.length() - other.length()) > edits) {
            return false;
        }
        int same = 0;
        while (same < one.length() && same < other.length() && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        String a = one.substring(same);
        String b = other.substring(same);
        if (a.isEmpty() || b.isEmpty()) {
            return true;
        }
        boolean swapped = a.length() > 1 && b.length() > 1 && a.charAt(0) == b.charAt(1) && a.charAt(1) == b.charAt(0);
        return isNear(a.substring(1), b, edits - 1)
                || isNear(a, b.substring(1), edits - 1)
                || isNear(a.substring(1), b.substring(1), edits - 1)
                || swapped && isNear(a.substring(2), b.substring(2), edits - 1);
    }
}
