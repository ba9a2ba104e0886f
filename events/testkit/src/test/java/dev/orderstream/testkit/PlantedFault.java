package dev.orderstream.testkit;

/** A fault that hardly anybody finds who does not see how far an input has come. */
public final class PlantedFault {

    private PlantedFault() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length > 3 && bytes[0] == 'm') {
            if (bytes[1] == 'a' && bytes[2] == 'g') {
                if (bytes[3] == 'i') {
                    throw new IllegalStateException("found");
                }
            }
        }
    }
}
