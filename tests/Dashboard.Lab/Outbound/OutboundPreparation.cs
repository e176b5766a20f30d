namespace Dashboard.Lab.Outbound;

/// <summary>
/// For the scripts: <c>sending-settings FOLDER</c> prints the product's settings in the private network, and
/// <c>sending-prepare FOLDER PROGRAM</c> writes what <c>sending</c> reads, from the delegation and PowerDNS's configuration that the
/// product's own <c>probe-zone</c> left in the folder.
/// </summary>
internal static class OutboundPreparation
{
    public const string Settings = "sending-settings";

    public const string Prepare = "sending-prepare";

    private const string Connection = "ConnectionStrings__Dashboard";

    public static int PrintSettings(string folder)
    {
        foreach (
            var variable in OutboundSettings.AsVariables(
                OutboundSettings.Product(Path.GetFullPath(folder))
            )
        )
        {
            Console.WriteLine(variable);
        }
        return 0;
    }

    /// <param name="program">The product's assembly.</param>
    public static async Task<int> PrepareAsync(string folder, string program)
    {
        folder = Path.GetFullPath(folder);
        var connection =
            Environment.GetEnvironmentVariable(Connection)
            ?? throw new InvalidOperationException($"{Connection} is not set.");
        var receiver = OutboundSettings
            .AsVariables(OutboundSettings.Receiver(folder))
            .Select(variable => variable.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        receiver[Connection] = connection;
        var options = new OutboundLabOptions
        {
            Folder = folder,
            Delegation = await File.ReadAllTextAsync(Path.Combine(folder, "delegation")),
            EximFolder = OutboundLabOptions.UnpackedExim,
            Parts =
            [
                new LabPart(
                    "PowerDNS",
                    ["pdns_server", $"--config-dir={Path.Combine(folder, "pdns")}"],
                    OutboundSettings.QueryLog(folder),
                    new Dictionary<string, string>()
                )
                {
                    ListensOn = $"{OutboundAddresses.ProbeZone}:53",
                },
                new LabPart(
                    "receiver",
                    ["dotnet", program, "serve", "--urls=http://127.0.0.1:8081"],
                    Path.Combine(folder, "receiver.log"),
                    receiver
                )
                {
                    ListensOn = $"{OutboundAddresses.Receiver}:25",
                },
            ],
        };
        await options.WriteAsync(CancellationToken.None);
        return 0;
    }
}
