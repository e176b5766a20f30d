using Dashboard.Core.Organisations;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>
/// A register of the size of the real one, made of the sample with other numbers and names. The number of megabytes is in
/// REGISTER_MEGABYTES; a tenth of the real one where that is not set.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class LargeRegisterTests
{
    private const string Setting = "REGISTER_MEGABYTES";

    [Fact]
    public async Task Register_is_read_in_memory_of_a_few_times_its_size()
    {
        var megabytes = int.Parse(Environment.GetEnvironmentVariable(Setting) ?? "4", null);
        var path = Path.GetTempFileName();
        try
        {
            var copies = await LargeRegister.WriteAsync(path, megabytes);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await using var file = File.OpenRead(path);
            var contents = RegisterFiles.Read(RegisterSource.Roo, file, "exportOO.xml");
            contents.Organisations.Count.ShouldBe(copies * 44);
            contents.Refused.ShouldBeEmpty();
            var held = GC.GetTotalMemory(forceFullCollection: true) - before;
            // Kept: the entries, not the text. Of 38 MB that is less than a quarter of the 200 MB that the whole import may have.
            held.ShouldBeLessThan(megabytes * 1_300_000L);
            GC.KeepAlive(contents);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
