// Relative to the page, so that it is right behind any prefix.
SwaggerUIBundle({
  url: 'openapi',
  dom_id: '#reference',
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
  // The public validator of Swagger would be asked otherwise.
  validatorUrl: null,
  supportedSubmitMethods: ['get', 'head', 'post', 'put', 'delete'],
});
