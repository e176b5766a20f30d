using System.Net.Sockets;
using System.Text;
using Dashboard.Core.Smtp;

namespace Dashboard.Probes.Smtp;

/// <summary>Says lines to a server and reads its replies, over the clear connection or inside TLS.</summary>
internal sealed class SmtpConversation(Stream stream, SessionNotes notes)
{
    private readonly byte[] buffer = new byte[1024];
    private int start;
    private int end;

    /// <summary>Octets of the server that have been received and belong to no reply yet.</summary>
    public int Waiting => end - start;

    public async Task SayAsync(string command, CancellationToken cancellation)
    {
        notes.Say(TranscriptSpeaker.Client, command);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellation);
            await stream.FlushAsync(cancellation);
        }
        catch (IOException failed)
        {
            throw await LastWordAsync(cancellation) ?? SessionFaultException.From(failed);
        }
        catch (SocketException failed)
        {
            throw SessionFaultException.From(failed);
        }
    }

    /// <summary>
    /// Why a server closed may be there to read: in TLS 1.3 it refuses a client after a handshake that is complete for the client.
    /// </summary>
    private async Task<SessionFaultException?> LastWordAsync(CancellationToken cancellation)
    {
        try
        {
            _ = await stream.ReadAsync(buffer, cancellation);
            return null;
        }
        catch (IOException failed)
        {
            return SessionFaultException.From(failed) is { Alert: not null } alert ? alert : null;
        }
        catch (Exception gone) when (gone is SocketException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <exception cref="SessionFaultException">What comes is no reply, or nothing comes.</exception>
    public async Task<SmtpReply> HearAsync(CancellationToken cancellation)
    {
        var parser = new SmtpReplyParser
        {
            LineRead = line => notes.Say(TranscriptSpeaker.Server, line),
        };
        try
        {
            while (true)
            {
                start += parser.Take(buffer.AsSpan(start, end - start));
                switch (parser.State)
                {
                    case SmtpReplyState.Complete:
                        return parser.Reply!;
                    case SmtpReplyState.Malformed:
                        throw new SessionFaultException(SessionFaultKind.MalformedReply);
                    case SmtpReplyState.TooLong:
                        throw new SessionFaultException(SessionFaultKind.ReplyTooLong);
                }
                start = 0;
                end = await stream.ReadAsync(buffer, cancellation);
                if (end == 0)
                {
                    throw new SessionFaultException(SessionFaultKind.Closed);
                }
            }
        }
        catch (IOException failed)
        {
            throw SessionFaultException.From(failed);
        }
        catch (SocketException failed)
        {
            throw SessionFaultException.From(failed);
        }
        finally
        {
            parser.End();
        }
    }

    /// <summary>
    /// Throws away what came in the clear behind the reply to STARTTLS: it may be anyone's (RFC 3207 sections 4.2 and 6).
    /// </summary>
    /// <returns>How many octets that were.</returns>
    public int Discard(Socket socket)
    {
        var discarded = Waiting;
        start = end = 0;
        while (socket.Available > 0)
        {
            var read = socket.Receive(buffer, SocketFlags.None);
            if (read == 0)
            {
                break;
            }
            discarded += read;
        }
        return discarded;
    }
}
