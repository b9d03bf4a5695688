package dev.servlette.exceptions;

/**
 * Failures that no app answers: those of the virtual machine. One that used up its stack is no such failure: the code that did is
 * at fault, and the stack is there again where it is caught.
 */
public final class Fatal {
    private Fatal() {}

    /** Throws it on if it is fatal. Called first where everything is caught. */
    public static void rethrow(Throwable e) {
        if (e instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }
}
