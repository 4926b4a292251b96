package dev.phoenixkit.bench;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the contenders took, round by round. */
record RaceResult(Workload workload, int rows, List<Map<Contender, Measurement>> rounds) {

    /** Over the rounds, something of one contender. */
    Spread of(Contender contender, ToDoubleFunction<Measurement> what) {
        return Spread.of(rounds.stream()
                .map(round -> what.applyAsDouble(round.get(contender)))
                .toList());
    }

    /** How many times as much a contender took as plain SQL in the same round: such pairs share the machine's mood. */
    Spread ratio(Contender contender, ToDoubleFunction<Measurement> what) {
        return Spread.of(rounds.stream()
                .map(round -> what.applyAsDouble(round.get(contender)) / what.applyAsDouble(round.get(Contender.PLAIN)))
                .toList());
    }
}
