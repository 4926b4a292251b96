package dev.phoenixkit.v114;

/** What both directions ask of a body: that provider and name can be read out of it. */
final class BodyCheck {

    private BodyCheck() {}

    /** The problem that keeps provider or name from being read, or null where both can be, though they may be blank. */
    static Problem problemOf(Row row) {
        Body body = row.body();
        if (!body.isObjectOrNothing()) {
            return new Problem(row, Reason.BODY_NOT_OBJECT, body.type().word());
        }
        if (body.provider().type().isComposite()) {
            return new Problem(
                    row, Reason.PROVIDER_NOT_SCALAR, body.provider().type().word());
        }
        if (body.name().type().isComposite()) {
            return new Problem(row, Reason.NAME_NOT_SCALAR, body.name().type().word());
        }
        return null;
    }
}
