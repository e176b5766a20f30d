namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>A folder of keys that the tests of a class share: they take a second to make.</summary>
public sealed class KeyFolder : IDisposable
{
    public string Path { get; } =
        Directory.CreateTempSubdirectory("dashboard-receiver-certificates-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
