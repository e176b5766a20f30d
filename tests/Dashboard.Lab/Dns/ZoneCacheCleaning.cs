namespace Dashboard.Lab.Dns;

/// <summary>Signed zones are made anew each day; those of former days would pile up.</summary>
internal static class ZoneCacheCleaning
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(3);

    public static void Clean(string folder)
    {
        var limit = DateTime.UtcNow - Age;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < limit)
            {
                file.Delete();
            }
        }
    }
}
