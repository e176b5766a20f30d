using Dashboard.Probes;

namespace Dashboard.Web.Platform;

/// <summary>Waits for a database that is unavailable, where what is to be written must not be lost.</summary>
internal static class DatabaseRetry
{
    private static readonly RetryPauses Pauses = new(
        TimeSpan.FromSeconds(0.5),
        TimeSpan.FromSeconds(5)
    );

    /// <param name="unavailable">Called with the reason, each time the database was unavailable.</param>
    public static Task<T> RetryUntilAvailableAsync<T>(
        Func<Task<T>> attempt,
        Action<string> unavailable,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        return Retry.UntilDoneAsync(attempt, IsTemporary, Pauses, time, cancellation);

        bool IsTemporary(Exception fault)
        {
            if (!DatabaseFault.IsUnavailable(fault))
            {
                return false;
            }
            unavailable(fault.GetBaseException().Message);
            return true;
        }
    }
}
