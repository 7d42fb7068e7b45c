package io.promotionbus.sandbox.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes every mail and delivers it nowhere; it can be read here. */
public final class MailServer implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>)\\]]+");

    /**
     * One message to one recipient.
     *
     * @param links every address in it, each once, in order
     * @param text the plain part
     * @param at when it arrived, wall time
     */
    public record Mail(String messageId, String to, String subject, List<String> links, String text, Instant at) {}

    private final GreenMail server;

    private MailServer(GreenMail server) {
        this.server = server;
    }

    public static MailServer start(int port) {
        ServerSetup smtp = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        smtp.setServerStartupTimeout(10_000);
        GreenMail server = new GreenMail(smtp);
        server.start();
        return new MailServer(server);
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    /**
     * What arrived, oldest first.
     *
     * @param recipient address or local part, in whatever case; null for everybody
     */
    public List<Mail> received(@Nullable String recipient) {
        List<Mail> mails = new ArrayList<>();
        try {
            for (MimeMessage message : server.getReceivedMessages()) {
                for (var address : message.getAllRecipients()) {
                    String to = ((InternetAddress) address).getAddress();
                    if (recipient == null || isFor(to, recipient)) {
                        mails.add(mail(message, to));
                    }
                }
            }
        } catch (MessagingException e) {
            throw new IllegalStateException("A mail cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The server lists them mailbox by mailbox.
        mails.sort(Comparator.comparing(Mail::at));
        return mails;
    }

    /** The HTML parts of what this person got, in no order. */
    public List<String> pages(String recipient) {
        List<String> pages = new ArrayList<>();
        try {
            for (MimeMessage message : server.getReceivedMessages()) {
                for (var address : message.getAllRecipients()) {
                    if (isFor(((InternetAddress) address).getAddress(), recipient)) {
                        collectPages(message, pages);
                    }
                }
            }
        } catch (MessagingException e) {
            throw new IllegalStateException("A mail cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    private static void collectPages(Part part, List<String> pages) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                collectPages(multipart.getBodyPart(i), pages);
            }
        } else if (part.isMimeType("text/html") && part.getContent() instanceof String text) {
            pages.add(text);
        }
    }

    private static boolean isFor(String address, String recipient) {
        return address.equalsIgnoreCase(recipient)
                || address.regionMatches(true, 0, recipient + "@", 0, recipient.length() + 1);
    }

    private static Mail mail(MimeMessage message, String to) throws MessagingException, IOException {
        StringBuilder plain = new StringBuilder();
        StringBuilder all = new StringBuilder();
        collect(message, plain, all);
        Set<String> links = new LinkedHashSet<>();
        Matcher matcher = LINK.matcher(all);
        while (matcher.find()) {
            links.add(matcher.group().replace("&amp;", "&").replaceAll("[.,;]+$", ""));
        }
        var at = message.getReceivedDate() == null ? message.getSentDate() : message.getReceivedDate();
        return new Mail(
                message.getMessageID(),
                to,
                message.getSubject(),
                List.copyOf(links),
                plain.toString(),
                at == null ? Instant.EPOCH : at.toInstant());
    }

    private static void collect(Part part, StringBuilder plain, StringBuilder all)
            throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                collect(multipart.getBodyPart(i), plain, all);
            }
        } else if (part.getContent() instanceof String text) {
            all.append(text).append('\n');
            if (part.isMimeType("text/plain")) {
                plain.append(text);
            }
        } else if (part.getContent() instanceof Message nested) {
            collect(nested, plain, all);
        }
    }

    public void clear() {
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException("The mails could not be deleted", e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
