package dev.servlette.testclient;

/** Throws what an app threw into the test as it is, the same object, checked or not. */
final class Unchanged {
    private Unchanged() {}

    /** Never returns; the result is for {@code throw}, which tells the compiler so. */
    static RuntimeException thrown(Throwable e) {
        return Unchanged.<RuntimeException>sneaky(e);
    }

    @SuppressWarnings("unchecked") // X is not there at run time: that is the trick
    private static <X extends Throwable> RuntimeException sneaky(Throwable e) throws X {
        throw (X) e;
    }
}
