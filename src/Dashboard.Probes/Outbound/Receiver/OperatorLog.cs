using System.Net;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>What happens with clients that a sender does not see, for the operator's log; each kind at its pace.</summary>
internal sealed partial class OperatorLog(ILogger logger, TimeProvider time)
{
    private readonly LogThrottle turnedAway = new(time);
    private readonly LogThrottle injected = new(time);
    private readonly LogThrottle limits = new(time);
    private readonly LogThrottle notStored = new(time);

    public void TurnedAway(IPAddress source)
    {
        if (turnedAway.Take(out var untold))
        {
            Log.TurnedAway(logger, source, untold);
        }
    }

    public void Injected(Guid session, int octets)
    {
        if (injected.Take(out var untold))
        {
            Log.Injected(logger, session, octets, untold);
        }
    }

    public void NotStored(Guid session)
    {
        if (notStored.Take(out var untold))
        {
            Log.NotStored(logger, session, untold);
        }
    }

    /// <param name="reply">The reply that it got, such as "Too many unknown recipients".</param>
    public void LimitReached(IPAddress source, string reply)
    {
        if (limits.Take(out var untold))
        {
            Log.LimitReached(logger, source, reply, untold);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Session {Session} gets a temporary refusal: what was seen of it is not stored yet ({Untold} more since the last such line)"
        )]
        public static partial void NotStored(ILogger logger, Guid session, long untold);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Turned {Source} away: too many sessions ({Untold} more since the last such line)"
        )]
        public static partial void TurnedAway(ILogger logger, IPAddress source, long untold);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Session {Session} sent {Octets} octets in the clear behind STARTTLS; they were thrown away ({Untold} more such sessions since the last such line)"
        )]
        public static partial void Injected(ILogger logger, Guid session, int octets, long untold);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Hung up on {Source}: {Reply} ({Untold} more sessions ended at a limit since the last such line)"
        )]
        public static partial void LimitReached(
            ILogger logger,
            IPAddress source,
            string reply,
            long untold
        );
    }
}
