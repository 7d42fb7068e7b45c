package io.promotionbus.notification.mail;

import io.promotionbus.notification.Channel;
import io.promotionbus.notification.Letter;
import io.promotionbus.notification.Recipient;
import io.promotionbus.platform.Causes;
import io.promotionbus.platform.Dependencies;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Mail. Every message is made here from the row alone, so no header of an exchange or of a request can reach it; its
 * Message-ID is the row's id, so a repetition after a crash in the middle of SMTP is recognised by mail programs.
 */
final class MailChannel implements Channel {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final JavaMailSender sender;
    private final Composer composer;
    private final Renderer renderer;
    private final InternetAddress from;
    private final String idHost;
    private final Clock wall;
    private final Dependencies dependencies;

    MailChannel(
            JavaMailSender sender,
            Composer composer,
            Renderer renderer,
            InternetAddress from,
            String idHost,
            Clock wall,
            Dependencies dependencies) {
        this.sender = sender;
        this.composer = composer;
        this.renderer = renderer;
        this.from = from;
        this.idHost = idHost;
        this.wall = wall;
        this.dependencies = dependencies;
    }

    @Override
    public Sent send(Letter letter) {
        return send(letter.id().toString(), letter.recipient(), composer.one(letter));
    }

    @Override
    public Sent summarise(UUID id, List<Letter> letters) {
        return send("summary." + id, letters.getFirst().recipient(), composer.summary(letters));
    }

    private Sent send(String id, Recipient recipient, Content content) {
        String messageId = "<" + id + "@" + idHost + ">";
        try {
            sender.send(message(messageId, recipient, content));
            dependencies.answered(Dependencies.SMTP);
            return new Sent.Delivered(messageId);
        } catch (AddressException malformed) {
            return new Sent.Refused("the address is not one: " + malformed.getMessage());
        } catch (MessagingException | UnsupportedEncodingException impossible) {
            throw new IllegalStateException("The message could not be made", impossible);
        } catch (MailException failed) {
            return refusedOrAway(failed);
        }
    }

    private MimeMessage message(String messageId, Recipient recipient, Content content)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = sender.createMimeMessage();
        InternetAddress to = new InternetAddress(recipient.address(), true);
        to.setPersonal(recipient.name(), UTF_8);
        message.setFrom(from);
        message.setRecipient(RecipientType.TO, to);
        message.setSubject(content.subject(), UTF_8);
        message.setSentDate(Date.from(wall.instant()));
        // Plain text first: the last alternative is the preferred one (RFC 2046, 5.1.4).
        message.setContent(new MimeMultipart(
                "alternative", part(renderer.text(content), "plain"), part(renderer.html(content), "html")));
        message.setHeader("Message-ID", messageId);
        message.setHeader("Content-Language", content.language());
        // Asks auto-responders to keep quiet (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        if (recipient.answers() != null) {
            message.setHeader("In-Reply-To", recipient.answers());
            message.setHeader("References", recipient.answers());
        }
        return message;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    private Sent refusedOrAway(MailException failed) {
        SendFailedException refused = refusal(failed);
        if (refused != null && refused.getInvalidAddresses() != null && refused.getInvalidAddresses().length > 0) {
            dependencies.answered(Dependencies.SMTP);
            return new Sent.Refused("the mail server refused the address: " + refused.getMessage());
        }
        String because = reason(failed);
        dependencies.away(Dependencies.SMTP, because);
        throw new ChannelUnavailable(because, failed);
    }

    private static @Nullable SendFailedException refusal(MailException failed) {
        if (failed instanceof MailSendException sending) {
            for (Exception cause : sending.getMessageExceptions()) {
                if (cause instanceof SendFailedException refused) {
                    return refused;
                }
            }
        }
        return null;
    }

    /** Never the text of an authentication failure: it may repeat what was sent. */
    private static String reason(MailException failed) {
        return failed.contains(AuthenticationFailedException.class)
                ? "the mail server refused the login"
                : "the mail server did not take the message: " + Causes.innermost(failed);
    }
}
