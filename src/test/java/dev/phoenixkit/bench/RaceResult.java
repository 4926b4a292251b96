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

    Spread seconds(Contender contender) {
        return of(contender, Measurement::seconds);
    }

    /** How many times as long ours took as another in the same round: such pairs share the machine's mood. */
    Spread oursBeside(Contender other) {
        return Spread.of(rounds.stream()
                .map(round ->
                        round.get(Contender.OURS).seconds() / round.get(other).seconds())
                .toList());
    }

    /** Rows per second of the median. */
    double rowsPerSecond(Contender contender) {
        return rows / seconds(contender).median();
    }
}
