namespace Dashboard.Lab.Outbound;

/// <summary>A mail server that was set up and can be given mail.</summary>
internal interface ISender
{
    SenderMta Mta { get; }

    /// <summary>Of the software, such as 3.7.11; known once it runs.</summary>
    string Version { get; }

    Task StartAsync(CancellationToken cancellation);

    /// <summary>Hands one message for all recipients to its queue, as a user's program does, and the first attempts begin.</summary>
    Task SendAsync(LabMessage message, CancellationToken cancellation);

    /// <summary>Tries all of the queue again, whatever its back-off says.</summary>
    Task FlushAsync(CancellationToken cancellation);

    /// <summary>Whether all attempts that were asked for have been made. Messages may still wait for further ones.</summary>
    Task<bool> IsIdleAsync(CancellationToken cancellation);

    /// <summary>The queue as the software lists it, for people.</summary>
    Task<string> QueueAsync(CancellationToken cancellation);

    Task<string> LogAsync(CancellationToken cancellation);
}
