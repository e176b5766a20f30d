namespace Dashboard.Check.Terminal;

/// <summary>Standard output takes no more.</summary>
public sealed class BrokenOutputException(Exception inner) : Exception(inner.Message, inner)
{
    private const int Epipe = 32;

    public bool ReaderHasGone => IsReaderGone(InnerException);

    /// <summary>The reader of the output has gone, which is not an error; a full disk is one.</summary>
    public static bool IsReaderGone(Exception? fault) => fault is IOException { HResult: Epipe };
}
