namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>One folder of keys for all tests of a run: they take a second to make.</summary>
internal static class SharedCertificates
{
    public static string Folder { get; } = Make();

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-receiver-keys-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        };
        return folder;
    }
}
