import Joi from 'joi';

/** Body of `POST /templates`. */
export interface TemplateBody {
  readonly programId: string;
  readonly name?: string;
  readonly industry: string;
}

/** A template is saved from a program that exists: so it is always valid. */
export const templateBody = Joi.object<TemplateBody>({
  programId: Joi.string()
    .guid({ separator: '-', wrapper: false })
    .required()
    .description('The program to save as a template.')
    .label('Program'),
  name: Joi.string()
    .trim()
    .min(1)
    .max(255)
    .description('The name of the program when left out.')
    .label('Name'),
  industry: Joi.string()
    .lowercase()
    .pattern(/^[a-z][a-z0-9-]{0,39}$/)
    .required()
    .description('Such as `coffee` or `car-wash`.')
    .messages({ 'string.pattern.base': 'Industry must be lower-case letters, digits and dashes' })
    .label('Industry'),
});
