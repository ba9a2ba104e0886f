package dev.orderstream.local.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints in a text file: a line for the stream, then a line for each shard. A power cut may
 * cost the newest, which is safe.
 */
public final class FileCheckpoints implements Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(FileCheckpoints.class);

    private static final String COMMENT =
            "# The last processed sequence number of each shard. Without this file everything is caught up, and the"
                    + " stream is read from its start.";

    private final Path file;

    /**
     * Keeps the checkpoints of one table.
     *
     * @param directory made when the first checkpoint is saved
     */
    public FileCheckpoints(Path directory, String tableName) {
        this.file = directory.resolve(tableName + ".checkpoint");
    }

    @Override
    public Map<String, String> load(String streamArn) {
        try {
            return parse(Files.readAllLines(file), streamArn);
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (MalformedInputException e) {
            return unreadable();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    @Override
    public void save(String streamArn, Map<String, String> sequenceNumbers) {
        List<String> lines = new ArrayList<>(List.of(COMMENT, "stream " + streamArn));
        new TreeMap<>(sequenceNumbers).forEach((shard, number) -> lines.add(shard + " " + number));
        try {
            WholeFile.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }

    private Map<String, String> parse(List<String> lines, String streamArn) {
        Map<String, String> sequenceNumbers = new LinkedHashMap<>();
        String stream = "";
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.strip().split(" ", -1);
            if (words.length != 2) {
                return unreadable();
            }
            if (words[0].equals("stream")) {
                stream = words[1];
            } else {
                sequenceNumbers.put(words[0], words[1]);
            }
        }
        return stream.equals(streamArn) ? sequenceNumbers : Map.of();
    }

    private Map<String, String> unreadable() {
        LOG.warn("{} is not a checkpoint file, which counts as none", file);
        return Map.of();
    }
}
