using Dashboard.Lab;
using Dashboard.Lab.Sending;

if (args is [SendingLabProgram.Outside, var file])
{
    return await SendingLabProgram.RunOutsideAsync(file);
}
if (args is [SendingPreparation.Settings, var settingsFolder])
{
    return SendingPreparation.PrintSettings(settingsFolder);
}
if (args is [SendingPreparation.Prepare, var folder, var program])
{
    return await SendingPreparation.PrepareAsync(folder, program);
}
if (args is [SendingLabProgram.Inside, var inside])
{
    return await SendingLabProgram.RunInsideAsync(inside);
}
return await LabProgram.RunAsync(args);
