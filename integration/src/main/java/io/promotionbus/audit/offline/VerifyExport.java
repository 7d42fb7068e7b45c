package io.promotionbus.audit.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.audit.Chain;
import io.promotionbus.audit.Head;
import io.promotionbus.audit.VerificationKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code verify-audit <export.ndjson> --key [<key id>=]<public key file> [--head <head>]}: checks an unfiltered export with
 * nothing but the public key. The head that was kept elsewhere is a file, the JSON itself or its hash. Exit code 0 when it holds, 1 when it does not (the first bad number is printed), 2 when
 * the command itself is wrong. Reads line by line; starts nothing else.
 */
public final class VerifyExport {

    static final int HOLDS = 0;
    static final int BROKEN = 1;
    static final int USAGE = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final PrintStream out;
    private long unsealed;
    private @Nullable String hashToMeet;

    public VerifyExport(PrintStream out) {
        this.out = out;
    }

    /** @param arguments without the command's name */
    public int run(List<String> arguments) {
        try {
            return verify(Options.parse(arguments));
        } catch (IllegalArgumentException e) {
            return usage(e.getMessage());
        } catch (IOException e) {
            return usage("Cannot be read: " + e.getMessage());
        }
    }

    private int usage(@Nullable String wrong) {
        out.println(wrong);
        out.println("Usage: verify-audit <export.ndjson> --key [<key id>=]<public key> [--head <head>]");
        return USAGE;
    }

    private int verify(Options options) throws IOException {
        VerificationKeys keys = new VerificationKeys();
        for (String key : options.keys()) {
            int equals = key.indexOf('=');
            String file = equals < 0 ? key : key.substring(equals + 1);
            keys.with(
                    equals < 0 ? null : key.substring(0, equals),
                    VerificationKeys.publicKey(Files.readString(Path.of(file))));
        }
        hashToMeet = options.head() != null && options.head().startsWith(Head.HASH_PREFIX) ? options.head() : null;
        Chain chain = new Chain(keys, options.head() == null || hashToMeet != null ? null : lastHead(options.head()));
        try (BufferedReader lines = Files.newBufferedReader(Path.of(options.export()))) {
            String line = lines.readLine();
            while (line != null && (line.isBlank() || line(chain, line))) {
                line = lines.readLine();
            }
        }
        Optional<Chain.Broken> broken = chain.finish();
        if (broken.isPresent()) {
            out.println(
                    "BROKEN at seq " + broken.get().seq() + ": " + broken.get().because());
            return BROKEN;
        }
        if (hashToMeet != null) {
            out.println("BROKEN at seq " + (chain.through() + 1) + ": cut off: no seal has the hash " + hashToMeet);
            return BROKEN;
        }
        out.println("OK through seq " + chain.through() + ", head " + Head.text(chain.hash())
                + (unsealed == 0 ? "" : ", " + unsealed + " later events were not sealed yet and are not covered")
                + (options.head() == null ? "; without --head a cut-off tail cannot be seen" : ""));
        return HOLDS;
    }

    private boolean line(Chain chain, String line) {
        JsonNode parsed;
        try {
            parsed = json.readTree(line);
        } catch (IOException notJson) {
            return chain.wrong(chain.lastSeq() + 1, "the line is not JSON");
        }
        if (parsed.path("seal").isObject()) {
            try {
                Head seal = Head.of(parsed.path("seal"));
                hashToMeet = Head.text(seal.hash()).equals(hashToMeet) ? null : hashToMeet;
                return chain.seal(seal);
            } catch (RuntimeException malformed) {
                return chain.wrong(chain.through() + 1, "its seal cannot be read");
            }
        }
        if (!parsed.has("seq")) {
            unsealed++;
            return true;
        }
        return unsealed == 0
                ? chain.event(parsed)
                : chain.wrong(chain.lastSeq() + 1, "a sealed event follows an unsealed one");
    }

    /** One head in JSON, or a file of heads one a line, of which the last counts. */
    private Head lastHead(String given) throws IOException {
        Head last = null;
        String heading = given.startsWith("{") ? given : Files.readString(Path.of(given));
        try (MappingIterator<JsonNode> heads = json.readerFor(JsonNode.class).readValues(heading)) {
            while (heads.hasNext()) {
                last = Head.of(heads.next());
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("The head file is empty");
        }
        return last;
    }

    private record Options(
            String export, List<String> keys, @Nullable String head) {

        static Options parse(List<String> arguments) {
            String export = null;
            String head = null;
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                switch (argument) {
                    case "--key" -> keys.add(value(arguments, ++i, argument));
                    case "--head" -> head = value(arguments, ++i, argument);
                    default -> {
                        if (argument.startsWith("--") || export != null) {
                            throw new IllegalArgumentException("Not understood: " + argument);
                        }
                        export = argument;
                    }
                }
            }
            if (export == null || keys.isEmpty()) {
                throw new IllegalArgumentException("An export and a key are needed");
            }
            return new Options(export, keys, head);
        }

        private static String value(List<String> arguments, int index, String option) {
            if (index >= arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return arguments.get(index);
        }
    }
}
