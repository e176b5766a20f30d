namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>There is no key to check a signature with.</summary>
internal sealed class DkimKeyException(bool temporary) : Exception
{
    public bool IsTemporary { get; } = temporary;
}
